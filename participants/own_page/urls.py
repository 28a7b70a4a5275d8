from django.urls import include, path

from participants.own_page.mailed import views as mailed
from participants.own_page.views import contact, e_id, own, record, staff

app_name = "own_page"

of_person = [
    path("", staff.person, name="person"),
    path("mail/", staff.mail, name="mail"),
    path("make/", staff.make, name="make"),
    path("withdraw/", staff.withdraw, name="withdraw"),
]

own_pages = [
    path("", own.home, name="home"),
    path("e-id/back/", e_id.back, name="e_id_back"),
    path("e-id/projects/", e_id.projects, name="projects"),
    path("e-id/at/<slug:code>/", e_id.start, name="e_id"),
    path("e-id/at/<slug:code>/keys.json", e_id.keys, name="e_id_keys"),
    path("open/<str:token>/", own.enter, name="enter"),
    path("open/<str:token>/code/", mailed.ask_code, name="ask_code"),
    path("link/", mailed.ask_link, name="ask_link"),
    path("contact/", contact.details, name="contact"),
    path("contact/address/", contact.address, name="address"),
    path("contact/confirm/", contact.confirm_address, name="confirm_address"),
    path("months/<int:pk>/", own.month, name="month"),
    path("months/<int:pk>/refuse/", own.refuse, name="refuse"),
    path("plan/", own.plan, name="plan"),
    path("information/", own.information, name="information"),
    path("information/<slug:subject>/withdraw/", own.withdraw, name="withdraw_consent"),
    path("language/", own.language, name="language"),
    path("surveys/<int:pk>/", own.survey, name="survey"),
    path("record/", record.record, name="record"),
    path("record/extract/", record.ask_extract, name="ask_extract"),
    path("readers/", record.readers, name="readers"),
    path("sign-out/", own.sign_out, name="sign_out"),
]

urlpatterns = [
    path("me/", include(own_pages)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/own-page/", include(of_person)),
]
