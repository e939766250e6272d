"""How long the company took: every place that tells it tells the same."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import OutgoingMail
from accounts.scope import mail_scope, organization_scope
from api.campaigns.serializers import seconds_after_start
from campaigns.answers.queries import response_clock, response_time
from campaigns.models import Answer, Campaign
from tests.campaigns.digests.storm import MORNING, company_says, digests, storm, work_at
from tests.factories import NOW, make_campaign, make_organization

pytestmark = pytest.mark.django_db


def test_response_time_counts_from_the_start_and_is_unknown_before_it() -> None:
    live = make_campaign(make_organization(), state="live")
    assert response_time(live, NOW + timedelta(minutes=58)) == timedelta(minutes=58)
    assert response_time(live, NOW - timedelta(minutes=5)) == timedelta()
    assert response_time(make_campaign(make_organization("Barcamp")), NOW) is None


def test_answer_from_before_the_start_took_no_time_on_page_clock_api_and_in_the_digest(
    client: Client,
) -> None:
    membership, campaign = storm()
    answer = company_says(campaign, at=NOW - timedelta(minutes=5), confirmed=True)
    with organization_scope(campaign.organization_id):
        Answer.objects.update(decided_at=NOW + timedelta(hours=1))
        campaign = Campaign.objects.select_related("organization").get()
        assert response_clock(campaign).first == timedelta()
    assert seconds_after_start(answer, campaign) == 0

    page = client.get(f"/{campaign.organization.slug}/{campaign.slug}/", headers={"accept-language": "en"})
    assert "less than a minute" in page.content.decode()

    work_at(MORNING)
    mail_id = digests(membership)[0].mail_id
    assert mail_id
    with mail_scope(mail_id):
        assert "(after less than a minute)" in OutgoingMail.objects.get().text
