# MT19937 moved ahead by 2 ** 128 draws: from a fresh state, within a batch of words, several times.
import numpy as np
for draws in (0,3,700):
    b=np.random.MT19937(42); 
    if draws: b.random_raw(draws)
    j=b.jumped(); s=j.state['state']; print(s['pos'], s['key'][:4], s['key'][-2:], np.random.Generator(j).integers(0,1000,4), b.state['state']['pos'])
print(np.random.Generator(np.random.MT19937(1).jumped(3)).random(2))
