"""What a submitted report stands on, person by person and without their names: for auditors."""
