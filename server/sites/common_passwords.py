"""The passwords that are guessed first: those of ten signs and more that stand at the top of every leaked list."""

WORDS = """
0000000000 0123456789 0987654321 1111111111 11111111111 111222333444 1122334455 112233445566 1212121212 1231231231
123123123123 1234512345 1234554321 1234567890 12345678900 12345678901 123456789012 1234567890123 1234567891
12345678910 1234567899 123456789a 123456789q 123456789z 123654789a 1357924680 147258369a 1478523690 1a2b3c4d5e
1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc 2222222222 5555555555 6666666666 7777777777 8888888888 9876543210
9999999999 aaaaaaaaaa abc1234567 abcd123456 abcdefghij abcdefghijk access1234 adgjmptw123 adidas1234 admin12345
admin123456 administrador administrator administrator1 alexander1 alexandra1 anastasia1 asdf123456 asdfasdfasdf
asdfghjkl1 asdfghjkl123 asdfghjkl; asdfghjklq azertyuiop basketball basketball1 beautiful1 butterfly1 california1
changeme123 changeme1234 charlie123 chocolate1 christopher christopher1 computer12 computer123 daniel1234 default123
dragon1234 elizabeth1 facebook123 football12 football123 forever123 fuckyou123 g_czechout google1234 hello12345
hello123456 iloveyou12 iloveyou123 iloveyou1234 internet123 jessica123 jonathan123 jordan2323 katherine1 letmein123
letmein1234 liverpool1 liverpool123 login12345 lovelylove manchester manchester1 marina12345 master1234 master12345
michael123 microsoft1 minecraft1 minecraft123 monkey1234 mustang123 mypassword mypassword1 natasha123 nicole1234
ninja12345 p@ssw0rd123 p@ssword123 pa55word123 pakistan123 parol12345 parol123456 parola1234 passw0rd12 passw0rd123
password01 password10 password11 password12 password123 password1234 password12345 password123456 password13
password2020 password2021 password2022 password2023 password2024 password2025 password2026 password21 password22
password23 password69 password77 password88 password99 passwordpassword passwords1 passwort12 passwort123 pokemon123
portugal123 princess12 princess123 princess1234 q1w2e3r4t5 q1w2e3r4t5y6 qazwsx1234 qazwsxedc1 qazwsxedc123
qazwsxedcrfv qwaszx1234 qwe123qwe123 qweasdzxc1 qweasdzxc123 qweqweqwe1 qwer123456 qwerasdfzxcv qwert12345 qwerty1234
qwerty12345 qwerty123456 qwerty1234567 qwerty123456789 qwertyqwerty qwertyuiop qwertyuiop1 qwertyuiop12 qwertyuiop123
qwertyuiop[] qwertz1234 qwertzuiop realmadrid1 rockyou123 samsung123 secret1234 september1 spiderman1 spiderman123
starwars123 sunshine12 sunshine123 superman12 superman123 superman1234 test123456 test12345678 testtest123 trustno1234
unknown123 user123456 vkontakte1 warcraft123 welcome123 welcome1234 welcome2024 welcome2025 welcome2026 whatever123
windows1234 xxxxxxxxxx zaq12wsxcde3 zaq1zaq1zaq1 zxcvbnm,./ zxcvbnm123 zxcvbnm1234 zzzzzzzzzz йцукен1234 йцукен12345
йцукен123456 йцукенгшщз любовь1234 наташа1234 пароль1234 пароль12345 пароль123456 привет1234
"""
COMMON = frozenset(WORDS.split())


def is_common(password: str) -> bool:
    """Whether this is one of those, however large its letters, or one sign said over and over."""
    folded = password.strip().casefold()
    return folded in COMMON or len(set(folded)) == 1


def holds_only(password: str, *words: str) -> bool:
    """Whether it is nothing but one of these words, twice perhaps: the own name, e-mail or site."""
    folded = password.strip().casefold()
    known = [word.casefold() for word in words if word]
    return any(folded in (word, word * 2, word.replace(" ", "")) for word in known)
