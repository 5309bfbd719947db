from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "writingviews.ledger"
    label = "ledger"
