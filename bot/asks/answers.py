"""What the bot answers to a press or a line about asks, in one sentence."""

from bot.i18n import N_

HELLO = N_(
    "Hello. Write me what you need in one sentence, and I ask the colleagues who may help, privately. "
    "/givefirst shows what else I can do."
)
EMPTY_MENTION = N_("What do you need? Write it behind my name, in one sentence, and I ask around.")
STILL_STANDS = N_("Good, it stays open.")
CAME_TO_NOTHING = N_("A colleague tried an introduction for you; it did not come about this time.")
LOOKING_ON = N_("I am looking for somebody else.")
OTHERS_TOO = N_("I am asking others who may help now.")
WIDER = N_("I am asking more widely now.")
TOLD = N_("Thank you. It is on its way to everybody who helped.")
THANKED = N_("Your thanks are on their way.")
PASSED_ON = N_("Passed on.")
TOO_MUCH = N_("That is {length} characters; at most {most} fit. Here is what you typed, to shorten.")
ADDED = N_("I have added it already.")
NO_DAY = N_("There is no such day. Choose another, or leave it empty.")
UNKNOWN_PEOPLE = N_("I do not know one of these people. Please choose again.")
NOT_CLOSED_YET = N_("This ask is still open. Close it first, then tell what came of it.")
