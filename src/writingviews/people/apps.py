from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "writingviews.people"
    label = "people"

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator  # noqa: PLC0415 - models come after apps
        from django.db.models.signals import pre_save  # noqa: PLC0415

        from .second_factor import forget_the_time  # noqa: PLC0415

        # allauth offers no other place between its model and the database.
        pre_save.connect(forget_the_time, sender=Authenticator)
