print("mod_b", __name__)
thing = 10
_hidden = 1
