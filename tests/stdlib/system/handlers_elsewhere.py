"""logging's handlers for mails and for the event log of Windows, as far as they go without either."""
import logging, logging.handlers as h
record = logging.LogRecord('a', logging.ERROR, 'p', 1, 'm', (), None)
nt = h.NTEventLogHandler('app')
print(nt._welu, nt.getEventCategory(record), nt.getMessageID(record), nt.emit(record), nt.close())
for args in (('host', 25), 'f@x', 't@x', 'subject', ('u', 'p')), ('host', 'f@x', ['a', 'b'], 's', None, (), 2.0):
    s = h.SMTPHandler(*args)
    print(sorted((k, v) for k, v in vars(s).items() if k in ('mailhost', 'mailport', 'username', 'password', 'fromaddr', 'toaddrs', 'subject', 'secure', 'timeout')), s.getSubject(record))
