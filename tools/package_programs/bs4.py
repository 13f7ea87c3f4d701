from bs4 import BeautifulSoup

soup = BeautifulSoup('<html><body><p class="a b">Hi <b>you</b></p><a href="x">l</a><ul><li>1<li>2</ul></body>', 'html.parser')
print(soup.p['class'], soup.find_all('a')[0]['href'], soup.select('ul > li')[0].text, soup.prettify())
