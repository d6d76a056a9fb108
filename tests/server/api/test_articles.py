"""Articles, as programs keep them."""


async def test_l12_programs_write_articles_and_take_them_away(office):
    base = f"/sites/{office.site}"
    made = await office.said(
        "POST", f"{base}/articles", {"title": "When?", "text": "From nine.", "language": "en"}, 201
    )
    changed = await office.said("PATCH", f"/articles/{made['id']}", {"published": False})
    listed = (await office.said("GET", f"{base}/articles"))["items"]
    await office.said("DELETE", f"/articles/{made['id']}", None, 204)
    left = (await office.said("GET", f"{base}/articles"))["items"]

    assert (made["published"], changed["published"], changed["title"]) == (True, False, "When?")
    assert listed[0] == changed
    assert made["id"] not in {each["id"] for each in left}
