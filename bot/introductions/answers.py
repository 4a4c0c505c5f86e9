"""What the bot answers about introductions in one sentence."""

from bot.i18n import N_

NOT_THERE = N_("I cannot find this introduction.")
ALREADY_HAPPY = N_("You have said so already, thank you. I wait for the others.")
ALREADY_ANSWERED = N_("You have answered this one already. Thank you.")
ALREADY_MET = N_("Your conversation is open already.")
IS_OVER = N_("This introduction is over. Thank you for being open to it.")
UNDER_WAY = N_("You are on it already: one introduction for this ask is under way. Thank you.")
WENT_OUT = N_("The words are on their way already.")
NOT_YET = N_("I am still asking whether these words may go out. You get them as soon as that is settled.")
NO_FURTHER = N_(
    "A colleague asked you, and from there it goes no further. If you know somebody outside, you can carry it yourself."
)
NOBODY_CHOSEN = N_("Whom may I ask? Choose a colleague.")
YOURSELF = N_("That is you. Press “I can help” instead.")
# One answer for all reasons, so that nobody learns who asks anonymously, who paused or who was asked before.
CANNOT_ASK = N_("I cannot ask this colleague right now. Somebody else, perhaps?")
TWO_OTHERS = N_("Whom shall I introduce? Name two colleagues besides yourself.")
CANNOT_ASK_THEM = N_("I cannot ask these two right now. Perhaps another day?")
# One answer whether they are being asked, said no, said nothing or have met.
ASKED_LATELY = N_("The two have been asked lately. Give it a few weeks.")
NOT_AS_A_GUEST = N_("Members of the team introduce each other here; guests cannot yet.")
SAYS_THE_NAME = N_("Your name still stands in these words. Take it out, or let them go with your name.")

INTRODUCING = N_("Thank you. I ask both, each in private. When both are happy to, your conversation of three opens.")
HAPPY = N_("Thank you. As soon as everybody is happy to, I open the conversation.")
OPENS = N_("Thank you. Your conversation opens now.")
GOES_OUT = N_("Thank you. These words are on their way to your colleague.")
NOT_NOW = N_("That is fine, thank you for telling me. Nobody hears who it was.")
SAID_YES = N_("How good. I bring you together with your colleague now.")
SAID_NO = N_("Thank you for trying, and for telling me. It was worth a question.")
NO_ANSWER_YET = N_("Thank you. Good things take their time.")
