"""Authors who asked to be forgotten: erased on every campaign, and not stored again.

What stays of them is a keyed hash of their id on the network, to know them by. Their posts are not counted any more,
neither those that were heard nor those to come: a number holds nobody who did not want to be in it.
"""

import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.actors import PLATFORM, Actor
from accounts.scope import staff_scope
from campaigns.enums import Network
from campaigns.listening.accounts import who_is
from campaigns.listening.incoming import author_id
from campaigns.listening.rollup import change_authors, change_posts, rows, turn
from campaigns.models import Author, CompanyAccount, ForgottenAuthor, OptOut
from campaigns.networks.contract import PostSeen
from campaigns.networks.errors import NotMeasured, Rejected
from candyplatform.base import clock, work
from candyplatform.base.errors import Conflict, Forbidden

FORGET = "author.forget"


class CompanysAccount(Conflict):
    """Companies' accounts are not forgotten."""

    code = "companys_account"
    message = _("This is a company's account: who is asked in public answers in public.")


def digest_of(network: str, native_id: str) -> str:
    """What an author is known by who must not be known otherwise."""
    key: str = settings.OPT_OUT_KEY
    return hmac.digest(key.encode(), f"{network}\n{native_id}".encode(), "sha256").hex()


def without_forgotten(network: str, posts: Sequence[PostSeen]) -> list[PostSeen]:
    """The posts whose authors did not ask to be forgotten."""
    # Hashing costs more than the rest of a batch's way in, and mostly nobody has asked.
    if not posts or not rows("SELECT 1 FROM campaigns_forgottenauthor LIMIT 1", {}):
        return list(posts)
    digests = {native_id: digest_of(network, native_id) for native_id in {author_id(post) for post in posts}}
    found = ForgottenAuthor.objects.filter(digest__in=list(digests.values()))
    forgotten = set(found.values_list("digest", flat=True))
    return [post for post in posts if digests[author_id(post)] not in forgotten]


def ask_to_be_forgotten(*, network: str, handle: str, actor: Actor, now: datetime) -> OptOut:
    """Take a request on behalf of the account of this handle; a worker carries it out. Raises `CompanysAccount`."""
    if actor.kind not in ("staff", "platform"):
        raise Forbidden
    handle = handle.strip().lstrip("@").lower()
    with staff_scope():
        if CompanyAccount.objects.filter(network=network, handle__iexact=handle).exists():
            raise CompanysAccount
        request = OptOut.objects.create(network=network, handle=handle, asked_at=now)
        work.put(kind=FORGET, key=request.pk, due_at=now)
    return request


def forget(job: work.Job) -> None:
    """Due work `author.forget`: find out who it is, remember the hash, erase author and posts on every campaign."""
    with staff_scope():
        request = OptOut.objects.filter(pk=job.key, done_at=None).first()
    if request is None:
        return
    ids = _ids_of(request)
    with staff_scope():
        for native_id in ids:
            digest = digest_of(request.network, native_id)
            ForgottenAuthor.objects.get_or_create(digest=digest, defaults={"opt_out": request})
        authors = Author.objects.filter(network=request.network, native_id__in=ids)
        found = list(authors.values_list("organization_id", "campaign_id", "id"))
    for organization_id, campaign_id, row_id in found:
        _erase(organization_id, campaign_id, row_id)
    with staff_scope():
        OptOut.objects.filter(pk=request.pk).update(handle="", done_at=clock.now())


def _ids_of(request: OptOut) -> set[str]:
    """The ids that the handle has on the network now, and those it was stored with. A company's never."""
    with staff_scope():
        stored = Author.objects.filter(network=request.network, handle__iexact=request.handle)
        ids = set(stored.values_list("native_id", flat=True))
    ids |= set(_looked_up(request))
    with staff_scope():
        ours = CompanyAccount.objects.filter(network=request.network, native_id__in=ids)
        return ids - set(ours.values_list("native_id", flat=True))


def _looked_up(request: OptOut) -> Iterable[str]:
    try:
        return [who_is(Network(request.network), request.handle).id]
    except (Rejected, NotMeasured):
        return []


def _erase(organization_id: UUID, campaign_id: UUID, row_id: int) -> None:
    """Delete an author and their posts; the numbers lose them in the same transaction."""
    mine = {"author": row_id}
    with turn(organization_id, campaign_id) as ledger:
        erased = change_posts(ledger, "DELETE FROM campaigns_post AS post WHERE author_id = %(author)s", mine)
        change_authors(ledger, "DELETE FROM campaigns_author AS author WHERE id = %(author)s", mine)
        journal.append(
            verb="author.forgotten",
            subject=campaign_id,
            organization_id=organization_id,
            actor=PLATFORM,
            now=clock.now(),
            details={"posts": erased.rows},
        )
