# dictConfig and fileConfig: references in settings are followed wherever they stand, and stay as they were found.
import io
import logging
import logging.config
import logging.handlers
import sys


def told(label, call):
    try:
        print(label, call())
    except Exception as ex:
        print(label, type(ex).__name__, ex, '|', type(ex.__cause__).__name__, ex.__cause__)


settings = logging.config.BaseConfigurator({
    'a': {'b': [1, 2, {'c': 3}]}, 't': (1, 'cfg://a.b[2].c'), 'n': 'cfg://a[b][0]', 'e': 'ext://sys.maxsize', 'p': 'x://y',
    '5': {'6': 'digits'}, 'd': 'cfg://5[6]', 'bad': 'cfg://a.b!', 'none': 'cfg://', 'missing': 'cfg://a.z'})
for key in 't', 'n', 'p', 'd', 'bad', 'none', 'missing':
    told(key, lambda: settings.config[key])
print(settings.config['e'] == sys.maxsize, settings.config['t'][1], type(settings.config['a']).__name__,
      type(settings.config['a']['b']).__name__, settings.config.get('q', 5), settings.config.pop('n'),
      settings.config['a']['b'][2].get('c'), settings.convert('cfg://a.b[1]'))


class Only(logging.Filter):
    def __init__(self, word):
        self.word = word

    def filter(self, record):
        return self.word in record.getMessage()


sys.modules['own'] = sys.modules['__main__']
given = {'version': 1, 'filters': {'f': {'()': 'ext://own.Only', 'word': 'cfg://words[1]'}}, 'words': ['no', 'yes'],
         'formatters': {'g': {'format': '%(name)s %(message)s'}},
         'handlers': {'h': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'g', 'filters': ['f'],
                            '.': {'terminator': '!\n'}},
                      'b': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'h'}},
         'root': {'handlers': ['b'], 'level': 'INFO'}}
logging.config.dictConfig(given)
logging.info('no')
logging.info('yes')
print(type(given['filters']['f']).__name__, given['filters'], given['words'])
told('factory', lambda: logging.config.dictConfig({'version': 1, 'filters': {'f': {'()': 'ext://nope.no'}}}))
told('value', lambda: logging.config.dictConfig({'version': 1, 'handlers': {'h': {'class': 'logging.FileHandler', 'filename': 'cfg://no.such'}}}))
told('file', lambda: logging.config.fileConfig(io.StringIO('junk')))
