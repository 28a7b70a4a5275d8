from django.urls import include, path

from participants.own_page.views import own, staff

app_name = "own_page"

of_person = [
    path("", staff.person, name="person"),
    path("make/", staff.make, name="make"),
    path("withdraw/", staff.withdraw, name="withdraw"),
]

own_pages = [
    path("", own.home, name="home"),
    path("open/<str:token>/", own.enter, name="enter"),
    path("months/<int:pk>/", own.month, name="month"),
    path("months/<int:pk>/refuse/", own.refuse, name="refuse"),
    path("sign-out/", own.sign_out, name="sign_out"),
]

urlpatterns = [
    path("me/", include(own_pages)),
    path("projects/<slug:slug>/participants/<uuid:public_id>/own-page/", include(of_person)),
]
