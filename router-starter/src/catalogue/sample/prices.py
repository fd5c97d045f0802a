"""A price list in the form of genai-prices, with made-up models."""

import datetime
from decimal import Decimal

from .types import *

providers: list[Provider] = [
    Provider(
        id='openai',
        name='OpenAI',
        models=[
            ModelInfo(
                id='plain-1.5',
                match=ClauseOr(or_=[ClauseEquals(equals='plain-1.5'), ClauseEquals(equals='plain-1-5')]),
                context_window=1000,
                prices=ModelPrice(input_mtok=Decimal('2'), cache_read_mtok=Decimal('0.5'), output_mtok=Decimal('8')),
            ),
            ModelInfo(
                id='tiered',
                match=ClauseEquals(equals='tiered'),
                prices=ModelPrice(
                    input_mtok=TieredPrices(base=Decimal('5'), tiers=[Tier(start=272000, price=Decimal('10'))]),
                    cache_read_mtok=TieredPrices(base=Decimal('0.5'), tiers=[Tier(start=272000, price=Decimal('1'))]),
                    output_mtok=TieredPrices(base=Decimal('30'), tiers=[Tier(start=272000, price=Decimal('45'))]),
                ),
            ),
            ModelInfo(
                id='cheaper-since-may',
                match=ClauseStartsWith(starts_with='cheaper'),
                context_window=2000,
                prices=[
                    ConditionalPrice(prices=ModelPrice(input_mtok=Decimal('4'), output_mtok=Decimal('16'))),
                    ConditionalPrice(
                        constraint=StartDateConstraint(start_date=datetime.date(2026, 5, 1)),
                        prices=ModelPrice(input_mtok=Decimal('3'), output_mtok=Decimal('12')),
                    ),
                    ConditionalPrice(
                        constraint=StartDateConstraint(start_date=datetime.date(2026, 9, 1)),
                        prices=ModelPrice(input_mtok=Decimal('1'), output_mtok=Decimal('2')),
                    ),
                ],
            ),
            ModelInfo(
                id='disputed',
                match=ClauseEquals(equals='disputed'),
                context_window=4000,
                prices=ModelPrice(input_mtok=Decimal('1'), output_mtok=Decimal('2')),
            ),
            ModelInfo(
                id='gone',
                match=ClauseEquals(equals='gone'),
                prices=ModelPrice(input_mtok=Decimal('1'), output_mtok=Decimal('1')),
                deprecated=True,
            ),
            ModelInfo(
                id='text-embedding-9',
                match=ClauseEquals(equals='text-embedding-9'),
                prices=ModelPrice(input_mtok=Decimal('0.1'), output_mtok=Decimal('0')),
            ),
        ],
    ),
    Provider(
        id='openrouter',
        name='OpenRouter',
        models=[
            ModelInfo(id='lab/small:free', match=ClauseEquals(equals='lab/small:free'), prices=ModelPrice()),
            ModelInfo(
                id='lab/fine',
                match=ClauseEquals(equals='lab/fine'),
                prices=ModelPrice(
                    input_mtok=Decimal('0.07500004'), cache_write_mtok=Decimal('0.02'), output_mtok=Decimal('0.3')
                ),
            ),
        ],
    ),
    Provider(
        id='deepseek',
        name='DeepSeek',
        models=[
            ModelInfo(
                id='by-the-hour',
                match=ClauseEquals(equals='by-the-hour'),
                prices=[
                    ConditionalPrice(prices=ModelPrice(input_mtok=Decimal('0.1'), output_mtok=Decimal('0.5'))),
                    ConditionalPrice(
                        constraint=TimeOfDateConstraint(
                            start_time=datetime.time(0, 30), end_time=datetime.time(16, 30)
                        ),
                        prices=ModelPrice(input_mtok=Decimal('0.2'), output_mtok=Decimal('1')),
                    ),
                ],
            )
        ],
    ),
]
