from enum import IntEnum


class ApartMinutes(IntEnum):
    VALUE_10 = 10
    VALUE_15 = 15
    VALUE_20 = 20
    VALUE_30 = 30
    VALUE_60 = 60
    VALUE_120 = 120

    def __str__(self) -> str:
        return str(self.value)
