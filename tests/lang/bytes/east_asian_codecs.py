import io
for enc in 'gbk gb2312 gb18030 shift_jis euc_jp euc_kr cp949 big5hkscs'.split():
    for t in '中文测试', '日本語テスト', '한국어', 'abc', '中a文', '€', '\U0001f600', 'é':
        try: b=t.encode(enc); print(enc, t, b, b.decode(enc)==t)
        except UnicodeError as e: print(enc, repr(t), e)
    print('中é'.encode(enc,'replace'), '中é'.encode(enc,'xmlcharrefreplace'))
    for bad in b'\xff', b'\xb0':
        try: print(enc, bad, repr(bad.decode(enc)), repr(bad.decode(enc,'replace')))
        except UnicodeError as e: print(enc, bad, e, repr(bad.decode(enc,'replace')))
print(io.TextIOWrapper(io.BytesIO('中文\n测试'.encode('gbk')), encoding='gbk').read())
print('中'.encode('GB18030'), '中'.encode('cp936'), 'あ'.encode('sjis'))
