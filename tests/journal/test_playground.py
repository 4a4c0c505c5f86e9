"""The playground's colleagues have journals already, and can have them as files."""

from pathlib import Path

from bot import clock, db
from bot.playground import people, run
from bot.playground.persona import Persona
from tests.conftest import TUESDAY_TEN


def test_colleagues_have_journals_and_conversations_that_are_tidy(tmp_path: Path):
    clock.advance(TUESDAY_TEN - clock.now())
    slack, app = run.build(tmp_path / "playground.db")
    try:
        ids = {user.name: user.id for user in slack.users.values()}
        for name, lines in people.JOURNALS.items():
            colleague = Persona(slack, ids[name])
            assert colleague.inbox == []
            colleague.types("/givefirst", "journal", in_="@")
            read = colleague.read(colleague.inbox[-1])
            for line in lines:
                sentence = line.partition(" ")[2] if line.startswith("@") else line
                assert sentence.partition(" (")[0] in read, line
        ada = Persona(slack, ids["ada"])
        ada.types("/givefirst", "journal export markdown", in_="@")
        app.sender.deliver_due(clock.now())
        (content,) = ada.downloads(ada.inbox[-1]).values()
        assert "- **refilled the copier**" in content.decode()
        assert slack.refusals == []
    finally:
        app.close()
        db.use(None)
