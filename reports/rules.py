"""The named rules of the summary: how much is enough, what is unsure, how many are shown."""

from __future__ import annotations

MIN_STORIES_TO_COMPARE = 3  # on both sides, before a change is called
NOTABLE_CHANGE = 0.25  # of the −1…+1 scale, as in the view position_changes; smaller moves are not called a change
THIN_COVERAGE = 5  # articles; below this no trend should be read
MAX_BULLETS = 5
LOW_CONFIDENCE = 0.5  # mean probability of being right, below which the tagger is called unsure
MIN_SURE = 0.5  # probability from which a signal, or one of several, is more likely right than wrong
MIN_FINDING = 0.6  # probability that one at least of a finding's signals is right, below which the list tells it alone
MAX_DEEDS, MAX_OTHER_DEEDS = 3, 2  # types that a finding names, in the leading direction and against it
MAX_SHIFTS = 2  # changed positions that a finding tells; the board shows all
MAX_SECOND_HAND = 2  # of the bullets
MIN_SECOND_HAND = 2  # signals; one word of hearsay is left to its own section
MIN_GROUPS = 2  # known kinds of owner, or countries, before outlets are compared
MIN_STORIES_ALONE = 2  # of one group, before it is said that only it carried something
MIN_OTHERS_READ = 3  # articles of the other groups, without which their silence means nothing
TELLING_SET = "held out"  # the hand-coded set that tells most of new texts
