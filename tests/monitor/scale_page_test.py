"""Whether the dashboard stays fluid with very many accounts that all trade: a browser at a hub.

The short form has 10 daemons of 20 accounts; RISKD_FULL=1 takes 50 for a minute. Prints a table for
a desktop and for a phone; no time is asserted.
"""

import os
import unittest

from page_story import CHROMIUM, PAGE, Story
from scale_case import ACCOUNTS, DAEMONS, SECONDS, ScaleCase

#: How many times slower than it is the browser's processor is made.
SLOWED = float(os.environ.get("PAGE_SLOWED", "1"))


@unittest.skipUnless(CHROMIUM.exists(), f"SKIPPED: {CHROMIUM} is not installed; scripts/setup does")
class ScalePage(ScaleCase):
    hub_options = ("--page", PAGE) if PAGE else ()

    def look(self, device):
        self.wait_complete()
        story = Story("scale.mjs", device, {
            "hub": self.told, "be_still": self.be_still, "overview": self.hub.overview})
        self.assertEqual(story.play(), 0, device)
        self.check_complete(self.hub.overview())

    def told(self):
        return {"address": self.hub.web, "token": self.hub.token(), "daemons": DAEMONS,
                "accounts": ACCOUNTS, "seconds": SECONDS, "slowed": SLOWED}

    def test_a_desktop_shows_many_busy_accounts(self):
        self.look("desktop")

    def test_a_phone_shows_many_busy_accounts(self):
        self.look("phone")


if __name__ == "__main__":
    unittest.main()
