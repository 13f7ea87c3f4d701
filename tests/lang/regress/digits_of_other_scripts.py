"""Width and precision of a format may be written in the decimal digits of any script."""
for spec in ['٣', '٣.٢', '<٣', '٠٣', '.٣', '.', '٣x', '1٣', '٣f', '٣,.٢f', ',٣', '٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣٣', '²', '٣>٥']:
    for value in (5, 1.5, 'ab', 1j):
        try:
            print(ascii(format(value, spec)))
        except ValueError as e:
            print(ascii(str(e)))
print(ascii('{:{}}'.format(1, '٣')))
