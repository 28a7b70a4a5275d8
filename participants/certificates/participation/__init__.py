"""Certificate of participation: what a participant who has left took part in, for the participant to keep."""
