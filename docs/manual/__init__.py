"""The manual for the people who use the program: what is generated of it, and the pages made of it.

No part of the program: nothing in `yingsu` imports it, and it is in no wheel.
"""
