from enum import StrEnum


class HooksSampleListEvent(StrEnum):
    ANSWER_CONFIRMED = "answer.confirmed"
    ANSWER_DETECTED = "answer.detected"
    CAMPAIGN_ANSWERED = "campaign.answered"
    CAMPAIGN_APPROVED = "campaign.approved"
    CAMPAIGN_CHANGES_WANTED = "campaign.changes_wanted"
    CAMPAIGN_CLOSED = "campaign.closed"
    CAMPAIGN_MILESTONE = "campaign.milestone"
    CAMPAIGN_PUBLISHED = "campaign.published"
    CAMPAIGN_SUBMITTED = "campaign.submitted"
    CAMPAIGN_SUSPENDED = "campaign.suspended"
    METRICS_HOURLY = "metrics.hourly"
    REPORT_FILED = "report.filed"

    @classmethod
    def _missing_(cls, value: object) -> "HooksSampleListEvent | None":
        """A word that came after this client was written: it stands for itself."""
        if not isinstance(value, str):
            return None
        word = str.__new__(cls, value)
        word._name_ = word._value_ = value
        return word

    def __str__(self) -> str:
        return str(self.value)
