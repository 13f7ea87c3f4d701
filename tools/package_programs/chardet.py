import chardet
import idna

for text, encoding in ('日本語テキスト', 'shift_jis'), ('Привет, мир и люди', 'koi8-r'), ('你好，世界', 'gb18030'), ('plain', 'ascii'):
    print(chardet.detect(text.encode(encoding)))
print(idna.encode('bücher.de'), idna.decode('xn--bcher-kva.de'))
