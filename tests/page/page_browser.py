#!/usr/bin/env python3
"""A page in a browser with the network cut: finger, keyboard, search, quiz, lesson, languages.

    page_browser.py SOURCE_DIR DEQI [chromium|firefox] [CLASS[.TEST] ...]
"""
from house import end
from room import browser
from see_lesson import Lesson
from see_plan import Plan
from see_words import Words

__all__ = ["Lesson", "Plan", "Words"]

try:
    end()
finally:
    browser.__exit__()
