import { applyDecorators } from '@nestjs/common';
import { IsISO8601, IsOptional, Matches } from 'class-validator';

const CODE = { context: { code: 'not-a-day' } };

/** A day in a query, of a century that courts have to do with. */
export const DayField = () => applyDecorators(IsOptional(), Matches(/^(19|20|21)\d{2}-\d{2}-\d{2}$/, CODE), IsISO8601({ strict: true }, CODE));
