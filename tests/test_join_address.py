"""The address of a room, and its picture."""

from workbook.group.joining import join_address, qr_modules, shown_address

BASE = "https://example.org/workbook/"


def test_an_address_holds_the_code_only_where_it_is_sent_to_nobody():
    assert join_address(BASE, "BCDFGHJK") == "https://example.org/workbook/join#BCDFGHJK"
    assert shown_address(BASE) == "example.org/workbook/join"
    assert join_address(BASE.rstrip("/"), "BCDFGHJK") == join_address(BASE, "BCDFGHJK")


def test_the_picture_is_that_of_the_whole_address():
    address = join_address(BASE, "BCDFGHJK")
    rows = qr_modules(address)
    assert {len(row) for row in rows} == {len(rows)}
    assert set("".join(rows)) == {"0", "1"}
    corner = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    assert [row[:7] for row in rows[:7]] == corner == [row[-7:] for row in rows[:7]]
    assert rows != qr_modules(join_address(BASE, "BCDFGHJL"))
    assert read_qr(rows) == address


def read_qr(rows: tuple[str, ...]) -> str:
    """Read a QR code of one block and without a fault in it, by its standard."""
    size = len(rows)
    version = (size - 17) // 4
    assert version == 3 and rows[size - 8][8] == "1"
    mask = int("".join(rows[8][column] for column in (2, 3, 4)), 2) ^ 0b101
    flips = [
        lambda y, x: (y + x) % 2,
        lambda y, x: y % 2,
        lambda y, x: x % 3,
        lambda y, x: (y + x) % 3,
        lambda y, x: (y // 2 + x // 3) % 2,
        lambda y, x: y * x % 2 + y * x % 3,
        lambda y, x: (y * x % 2 + y * x % 3) % 2,
        lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
    ]
    bits = "".join(str(int(rows[y][x]) ^ (not flips[mask](y, x))) for y, x in in_order(size))
    kind, length = int(bits[:4], 2), int(bits[4:12], 2)
    assert kind == 0b0100
    return bytes(int(bits[12 + 8 * at : 20 + 8 * at], 2) for at in range(length)).decode()


def in_order(size: int):
    """Yield the places of the data: up and down, two columns at a time, from the right."""
    up = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in range(size - 1, -1, -1) if up else range(size):
            yield from ((y, x) for x in (right, right - 1) if is_data(size, y, x))
        up = not up


def is_data(size: int, y: int, x: int) -> bool:
    corners = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    small = abs(y - (size - 7)) <= 2 and abs(x - (size - 7)) <= 2
    return not (corners or small or y == 6 or x == 6)
