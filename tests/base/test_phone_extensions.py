"""An extension of a telephone number is kept, shown in one form and dialled."""

import pytest

from generator.base.phone_extensions import canonical_phone, phone_address


@pytest.mark.parametrize(
    ("text", "shown", "address"),
    [
        ("+7 861 000-00-00", "+7 861 000-00-00", "tel:+78610000000"),
        ("+7 861 000-00-00 доб. 105", "+7 861 000-00-00 доб. 105", "tel:+78610000000;ext=105"),
        ("8 (861) 000-00-00, доб.5", "8 (861) 000-00-00 доб. 5", "tel:88610000000;ext=5"),
        ("8 (861) 000-00-00 (доб. 105)", "8 (861) 000-00-00 доб. 105", "tel:88610000000;ext=105"),
        ("8 861 000-00-00 #05", "8 861 000-00-00 доб. 05", "tel:88610000000;ext=05"),
        ("8 861 000-00-00 доб. приёмной", "8 861 000-00-00", "tel:88610000000"),
    ],
)
def test_an_extension_is_shown_and_dialled(text: str, shown: str, address: str) -> None:
    assert (canonical_phone(text), phone_address(text)) == (shown, address)
