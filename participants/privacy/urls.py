from django.urls import include, path

from participants.privacy.extract.views import extract, hand_over
from participants.privacy.log_review import views as log_review

app_name = "privacy"

of_a_participant = [
    path("readers/", log_review.readers, name="readers"),
    path("extract/", extract, name="extract"),
    path("extract/handed-over/", hand_over, name="extract_handed"),
]
urlpatterns = [
    path("projects/<slug:slug>/participants/<uuid:public_id>/", include(of_a_participant)),
    path("projects/<slug:slug>/log/", include("participants.privacy.log_review.urls")),
    path("log/", log_review.overview, name="log_overview"),
]
