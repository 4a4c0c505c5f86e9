"""What the edge says when a request cannot take its usual course."""

from bot.i18n import N_

NOT_INSTALLED = N_("I am not installed in this workspace.")
OUTSIDER = N_("I only help the people of the workspace I was installed in.")
TRY_AGAIN = N_("I cannot reach my memory right now. Nothing was changed; please try again in a minute.")
BROKEN = N_("Something broke on my side, I am sorry. Please try again; if it stays, tell your admins “{reference}”.")
TOO_LATE = N_("Slack closed the door before I could open the form. Please press or type it once more.")
UNKNOWN = N_("I do not know this one (any more). /givefirst shows what I can do.")
SORRY = N_("That did not work")
CLOSE = N_("Close")
WHAT_YOU_TYPED = N_("So that nothing gets lost, this is what you typed:")
