"""Blanks and dots at ends of quoted-printable lines; bytes that uuencoding has not."""
import binascii

for f, args in [(binascii.b2a_qp, (b'x ', False, True, True)), (binascii.b2a_qp, (b'x \ry\t\r',)), (binascii.b2a_qp, (b'x \n', 0, 1, 1)),
                (binascii.b2a_qp, (b'.\r',)), (binascii.b2a_qp, (b'.\0',)), (binascii.b2a_qp, (b'..',)), (binascii.b2a_qp, (b'x \r\n', 0, 0)),
                (binascii.a2b_uu, (b'\xff',)), (binascii.a2b_uu, (b'\xff\x00',))]:
    try:
        print(f(*args))
    except binascii.Error as e:
        print(e)
