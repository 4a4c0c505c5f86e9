"""The questions that a letter asks, one at a time; each invites everybody to offer something small."""

from bot.i18n import N_

# Letters remember a question by its place: add new ones at the end.
QUESTIONS = (
    N_("What do colleagues keep asking you, because you simply know it?"),
    N_("Which tool do you know so well that you could show it to somebody in ten minutes?"),
    N_("What did you learn the hard way, so that somebody else need not?"),
    N_("Which texts would you gladly give a second look before they go out?"),
    N_("What did you do before you came here that hardly anybody knows of?"),
    N_("Which language could you help somebody out in?"),
    N_("What could you check for a colleague in two minutes?"),
    N_("What would you explain to somebody who is new to it, and enjoy it?"),
    N_("What do you have at home or at your desk that you would lend?"),
    N_("For which sort of talk or meeting could you be a friendly rehearsal audience?"),
    N_("Which small repair do you do with your own hands?"),
    N_("What helped you in your first weeks that you could pass on now?"),
)
