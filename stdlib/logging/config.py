"""Configuration of logging from a dict or a file in configparser's format."""
import errno
import io
import logging
import logging.handlers
import re

RESET_ERROR = errno.ECONNRESET
IDENTIFIER = re.compile('^[a-z_][a-z0-9_]*$', re.I)


def valid_ident(s):
    if not IDENTIFIER.match(s):
        raise ValueError('Not a valid Python identifier: %r' % s)
    return True


def _resolve(name):
    """The object of a dotted name."""
    parts = name.split('.')
    used = parts.pop(0)
    found = __import__(used)
    for n in parts:
        used = used + '.' + n
        try:
            found = getattr(found, n)
        except AttributeError:
            __import__(used)
            found = getattr(found, n)
    return found


def _clear_existing():
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    del logging._handlerList[:]


def _handle_existing_loggers(existing, child_loggers, disable_existing):
    for log in existing:
        logger = logging.root.manager.loggerDict[log]
        if log in child_loggers:
            if not isinstance(logger, logging.PlaceHolder):
                logger.setLevel(logging.NOTSET)
                logger.handlers = []
                logger.propagate = True
        else:
            logger.disabled = disable_existing


def _children_of(existing, name):
    prefix = name + "."
    return [other for other in existing if other.startswith(prefix)]


# --- files ---

def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Reads sections loggers, handlers, formatters and one for each."""
    import configparser
    if isinstance(fname, configparser.RawConfigParser):
        cp = fname
    else:
        cp = configparser.ConfigParser(defaults)
        if hasattr(fname, 'readline'):
            cp.read_file(fname)
        else:
            cp.read(fname, encoding=encoding or 'utf-8')
    formatters = _create_formatters(cp)
    with logging._lock:
        _clear_existing()
        handlers = _install_handlers(cp, formatters)
        _install_loggers(cp, handlers, disable_existing_loggers)


def _strip_spaces(alist):
    return [x.strip() for x in alist]


def _create_formatters(cp):
    flist = cp["formatters"]["keys"]
    formatters = {}
    for form in _strip_spaces(flist.split(",")) if flist else []:
        name = "formatter_%s" % form
        fs = cp.get(name, "format", raw=True, fallback=None)
        dfs = cp.get(name, "datefmt", raw=True, fallback=None)
        style = cp.get(name, "style", raw=True, fallback='%')
        cls = cp[name].get("class")
        formatters[form] = (_resolve(cls) if cls else logging.Formatter)(fs, dfs, style)
    return formatters


def _install_handlers(cp, formatters):
    hlist = cp["handlers"]["keys"]
    handlers, fixups = {}, []
    for hand in _strip_spaces(hlist.split(",")) if hlist else []:
        section = cp["handler_%s" % hand]
        klass = section["class"]
        fmt = section.get("formatter", "")
        try:
            klass = eval(klass, vars(logging))
        except (AttributeError, NameError):
            klass = _resolve(klass)
        args = eval(section.get("args", '()'), vars(logging))
        kwargs = eval(section.get("kwargs", '{}'), vars(logging))
        h = klass(*args, **kwargs)
        h.name = hand
        if "level" in section:
            h.setLevel(section["level"])
        if len(fmt):
            h.setFormatter(formatters[fmt])
        if issubclass(klass, logging.handlers.MemoryHandler) and section.get("target", ""):
            fixups.append((h, section["target"]))
        handlers[hand] = h
    for h, t in fixups:
        h.setTarget(handlers[t])
    return handlers


def _install_loggers(cp, handlers, disable_existing):
    llist = _strip_spaces(cp["loggers"]["keys"].split(","))
    llist.remove("root")
    section = cp["logger_root"]
    root = logging.root
    if "level" in section:
        root.setLevel(section["level"])
    for h in root.handlers[:]:
        root.removeHandler(h)
    for hand in _strip_spaces(section["handlers"].split(",")) if section["handlers"] else []:
        root.addHandler(handlers[hand])
    existing = sorted(root.manager.loggerDict)
    children = []
    for log in llist:
        section = cp["logger_%s" % log]
        qn = section["qualname"]
        logger = logging.getLogger(qn)
        if qn in existing:
            children += _children_of(existing, qn)
            existing.remove(qn)
        if "level" in section:
            logger.setLevel(section["level"])
        for h in logger.handlers[:]:
            logger.removeHandler(h)
        logger.propagate = section.getint("propagate", fallback=1)
        logger.disabled = 0
        for hand in _strip_spaces(section["handlers"].split(",")) if section["handlers"] else []:
            logger.addHandler(handlers[hand])
    _handle_existing_loggers(existing, children, disable_existing)


# --- dicts ---

class ConvertingMixin:
    """What a container of settings hands out has been converted by its configurator, and stays so."""

    def convert_with_key(self, key, value, replace=True):
        """The item of a key, converted; it is put back unless `replace` is false."""
        result = self.configurator.convert(value)
        if result is not value:
            if replace:
                self[key] = result
            if isinstance(result, ConvertingMixin):
                result.parent, result.key = self, key
        return result

    def convert(self, value):
        """A value without a key, converted."""
        result = self.configurator.convert(value)
        if result is not value and isinstance(result, ConvertingMixin):
            result.parent = self
        return result


class ConvertingDict(dict, ConvertingMixin):
    """A dict of settings."""

    def __getitem__(self, key):
        return self.convert_with_key(key, dict.__getitem__(self, key))

    def get(self, key, default=None):
        return self.convert_with_key(key, dict.get(self, key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, dict.pop(self, key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    """A list of settings."""

    def __getitem__(self, key):
        return self.convert_with_key(key, list.__getitem__(self, key))

    def pop(self, idx=-1):
        return self.convert_with_key(idx, list.pop(self, idx), replace=False)


class ConvertingTuple(tuple, ConvertingMixin):
    """A tuple of settings."""

    def __getitem__(self, key):
        return self.convert_with_key(key, tuple.__getitem__(self, key), replace=False)


class BaseConfigurator:
    """Converts values like cfg://handlers.x and ext://sys.stderr."""
    CONVERT_PATTERN = re.compile(r'^(?P<prefix>[a-z]+)://(?P<suffix>.*)$')
    WORD_PATTERN = re.compile(r'^\s*(\w+)\s*')        # the parts of a path behind cfg://
    DOT_PATTERN = re.compile(r'^\.\s*(\w+)\s*')
    INDEX_PATTERN = re.compile(r'^\[\s*(\w+)\s*\]\s*')
    DIGIT_PATTERN = re.compile(r'^\d+$')
    value_converters = {'ext': 'ext_convert', 'cfg': 'cfg_convert'}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = ConvertingDict(config)
        self.config.configurator = self

    def resolve(self, s):
        """The object of a dotted name, importing what is needed."""
        try:
            return _resolve(s)
        except ImportError as e:
            raise ValueError('Cannot resolve %r: %s' % (s, e)) from e

    def ext_convert(self, value):
        """The object outside that ext:// names."""
        return self.resolve(value)

    def cfg_convert(self, value):
        """The value elsewhere in the configuration that cfg:// names."""
        found = self.WORD_PATTERN.match(value)
        if found is None:
            raise ValueError("Unable to convert %r" % value)
        d, rest = self.config[found[1]], value[found.end():]
        while rest:
            dot = self.DOT_PATTERN.match(rest)
            found = dot or self.INDEX_PATTERN.match(rest)
            if not found:
                raise ValueError('Unable to convert %r at %r' % (value, rest))
            key, rest = found[1], rest[found.end():]
            if not dot and self.DIGIT_PATTERN.match(key):
                try:
                    d = d[int(key)]
                    continue
                except TypeError:       # no sequence: digits are a key like others
                    pass
            d = d[key]
        return d

    def convert(self, value):
        """A value with all it refers to in it."""
        if isinstance(value, str):
            m = self.CONVERT_PATTERN.match(value)
            if m and m['prefix'] in self.value_converters:
                return getattr(self, self.value_converters[m['prefix']])(m['suffix'])
            return value
        for plain, converting in (dict, ConvertingDict), (list, ConvertingList), (tuple, ConvertingTuple):
            if isinstance(value, plain) and not isinstance(value, converting) and not hasattr(value, '_fields'):
                value = converting(value)
                value.configurator = self
                return value
        return value

    def configure_custom(self, config):
        """What a factory of the user's own makes of its settings."""
        c = config.pop('()')
        if not callable(c):
            c = self.resolve(c)
        props = config.pop('.', None)
        kwargs = {k: config[k] for k in config if valid_ident(k)}
        result = c(**kwargs)
        for name, value in (props or {}).items():
            setattr(result, name, value)
        return result

    def as_tuple(self, value):
        """A tuple in place of a list."""
        return tuple(value) if isinstance(value, list) else value


class DictConfigurator(BaseConfigurator):
    """Builds what a dict describes."""

    def configure(self):
        """Make everything as the configuration says."""
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config['version'] != 1:
            raise ValueError("Unsupported version: %s" % config['version'])
        with logging._lock:
            if config.pop('incremental', False):
                self._change(config)
            else:
                self._build(config)

    def _change(self, config):
        for name, handler_config in config.get('handlers', {}).items():
            if name not in logging._handlers:
                raise ValueError('No handler found with name %r' % name)
            try:
                level = handler_config.get('level', None)
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
            except Exception as e:
                raise ValueError('Unable to configure handler %r' % name) from e
        for name, logger_config in config.get('loggers', {}).items():
            try:
                self.configure_logger(name, logger_config, True)
            except Exception as e:
                raise ValueError('Unable to configure logger %r' % name) from e
        root = config.get('root', None)
        if root:
            try:
                self.configure_root(root, True)
            except Exception as e:
                raise ValueError('Unable to configure root logger') from e

    def _each(self, kind, section, configure):
        for name in section:
            try:
                section[name] = configure(section[name])
            except Exception as e:
                raise ValueError('Unable to configure %s %r' % (kind, name)) from e

    def _section(self, name):
        """{name: settings}, all copies, so that the caller's dict stays as it is; each may be given by reference."""
        section = self.config.get(name, {})
        return {k: self._copy(section[k]) for k in section}

    def _copy(self, settings):
        twin = ConvertingDict(settings)
        twin.configurator = self
        return twin

    def _build(self, config):
        disable_existing = config.pop('disable_existing_loggers', True)
        _clear_existing()
        self.formatters = self._section('formatters')
        self.filters = self._section('filters')
        self._each('formatter', self.formatters, self.configure_formatter)
        self._each('filter', self.filters, self.configure_filter)
        self.handlers = {}
        todo = dict(sorted(self._section('handlers').items()))
        deferred = []
        for name in todo:
            try:
                self.handlers[name] = self.configure_handler(self._copy(todo[name]))
                self.handlers[name].name = name
            except Exception as e:
                if ' not configured yet' in str(e.__cause__):
                    deferred.append(name)
                else:
                    raise ValueError('Unable to configure handler %r' % name) from e
        for name in deferred:
            try:
                self.handlers[name] = self.configure_handler(self._copy(todo[name]))
                self.handlers[name].name = name
            except Exception as e:
                raise ValueError('Unable to configure handler %r' % name) from e
        existing = sorted(logging.root.manager.loggerDict)
        children = []
        for name, logger_config in self._section('loggers').items():
            if name in existing:
                children += _children_of(existing, name)
                existing.remove(name)
            try:
                self.configure_logger(name, logger_config)
            except Exception as e:
                raise ValueError('Unable to configure logger %r' % name) from e
        _handle_existing_loggers(existing, children, disable_existing)
        root = config.get('root', None)
        if root:
            try:
                self.configure_root(root)
            except Exception as e:
                raise ValueError('Unable to configure root logger') from e

    def configure_formatter(self, config):
        """A formatter from its settings."""
        if '()' in config:
            factory = config['()']
            try:
                return self.configure_custom(config)
            except TypeError as te:
                if "'format'" not in str(te):
                    raise
                config['fmt'] = config.pop('format')
                config['()'] = factory
                return self.configure_custom(config)
        cls = config.get('class', None)
        c = _resolve(cls) if cls else logging.Formatter
        args = [config.get('format', None), config.get('datefmt', None), config.get('style', '%')]
        if 'validate' in config:
            args.append(config['validate'])
        return c(*args)

    def configure_filter(self, config):
        """A filter from its settings."""
        return self.configure_custom(config) if '()' in config else logging.Filter(config.get('name', ''))

    def add_filters(self, filterer, filters):
        """Give a handler or logger the filters of these names."""
        for f in filters:
            try:
                filterer.addFilter(f if callable(f) or callable(getattr(f, 'filter', None)) else self.filters[f])
            except Exception as e:
                raise ValueError('Unable to add filter %r' % f) from e

    def configure_handler(self, config):
        """A handler from its settings."""
        formatter = config.pop('formatter', None)
        if formatter:
            try:
                formatter = self.formatters[formatter]
            except Exception as e:
                raise ValueError('Unable to set formatter %r' % formatter) from e
        level = config.pop('level', None)
        filters = config.pop('filters', None)
        if '()' in config:
            c = config.pop('()')
            factory = c if callable(c) else self.resolve(c)
        else:
            cname = config.pop('class')
            klass = cname if callable(cname) else self.resolve(cname)
            if issubclass(klass, logging.handlers.MemoryHandler) and 'target' in config:
                try:
                    target = self.handlers.get(config['target'])
                    if target is None:
                        raise TypeError('target not configured yet')
                    config['target'] = target
                except Exception as e:
                    raise ValueError('Unable to set target handler %r' % config['target']) from e
            factory = klass
        props = config.pop('.', None)
        kwargs = {k: config[k] for k in config if valid_ident(k)}
        result = factory(**kwargs)
        if formatter:
            result.setFormatter(formatter)
        if level is not None:
            result.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(result, filters)
        for name, value in (props or {}).items():
            setattr(result, name, value)
        return result

    def add_handlers(self, logger, handlers):
        """Give a logger the handlers of these names."""
        for h in handlers:
            try:
                logger.addHandler(self.handlers[h])
            except Exception as e:
                raise ValueError('Unable to add handler %r' % h) from e

    def common_logger_config(self, logger, config, incremental=False):
        """What root and other loggers have in common: level, handlers, filters."""
        level = config.get('level', None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if not incremental:
            for h in logger.handlers[:]:
                logger.removeHandler(h)
            if config.get('handlers', None):
                self.add_handlers(logger, config['handlers'])
            if config.get('filters', None):
                self.add_filters(logger, config['filters'])

    def configure_logger(self, name, config, incremental=False):
        """Set up a logger."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        wanted = config.get('propagate')
        logger.propagate = logger.propagate if wanted is None else wanted
        logger.disabled = False

    def configure_root(self, config, incremental=False):
        """Set up the root logger."""
        self.common_logger_config(logging.root, config, incremental)


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configures logging from a dict."""
    dictConfigClass(config).configure()


DEFAULT_LOGGING_CONFIG_PORT = 9030
_listener = None


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    """A thread, not started, that takes new configurations over TCP: 4 bytes of length, then JSON for dictConfig or
    text for fileConfig. verify(data) may change what came, or refuse it with None. stopListening() ends it."""
    import json
    import struct
    import threading
    import traceback
    from socketserver import StreamRequestHandler, ThreadingTCPServer

    class ConfigStreamHandler(StreamRequestHandler):
        def handle(self):
            try:
                conn = self.connection
                chunk = conn.recv(4)
                if len(chunk) == 4:
                    slen = struct.unpack(">L", chunk)[0]
                    chunk = conn.recv(slen)
                    while len(chunk) < slen:
                        chunk += conn.recv(slen - len(chunk))
                    if self.server.verify is not None:
                        chunk = self.server.verify(chunk)
                    if chunk is not None:
                        chunk = chunk.decode("utf-8")
                        try:
                            d = json.loads(chunk)
                            assert isinstance(d, dict)
                            dictConfig(d)
                        except Exception:
                            try:
                                fileConfig(io.StringIO(chunk))
                            except Exception:
                                traceback.print_exc()
                    if self.server.ready:
                        self.server.ready.set()
            except OSError as e:
                if e.errno != RESET_ERROR:
                    raise

    class ConfigSocketReceiver(ThreadingTCPServer):
        allow_reuse_address = True

        def __init__(self, host='localhost', port=DEFAULT_LOGGING_CONFIG_PORT, handler=None, ready=None, verify=None):
            ThreadingTCPServer.__init__(self, (host, port), handler)
            self.abort = False
            self.timeout = 1
            self.ready = ready
            self.verify = verify

        def serve_until_stopped(self):
            import select
            while not self.abort:
                rd, wr, ex = select.select([self.socket.fileno()], [], [], self.timeout)
                if rd:
                    self.handle_request()
            self.server_close()

    class Server(threading.Thread):
        def __init__(self, rcvr, hdlr, port, verify):
            super().__init__()
            self.rcvr = rcvr
            self.hdlr = hdlr
            self.port = port
            self.verify = verify
            self.ready = threading.Event()

        def run(self):
            global _listener
            server = self.rcvr(port=self.port, handler=self.hdlr, ready=self.ready, verify=self.verify)
            if self.port == 0:
                self.port = server.server_address[1]
            self.ready.set()
            _listener = server
            server.serve_until_stopped()
    return Server(ConfigSocketReceiver, ConfigStreamHandler, port, verify)


def stopListening():
    """Ends the thread of listen()."""
    global _listener
    if _listener:
        _listener.abort = True
        _listener = None
