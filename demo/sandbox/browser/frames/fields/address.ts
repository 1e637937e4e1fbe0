/** What an address has in each country, as far as a form must know. */

/** Countries whose cards Stripe checks against a postal code that it therefore asks for. */
const CARD_POSTAL_CODE = new Set(['US']);

const WITH_STATE = new Set([
  'AU',
  'BR',
  'CA',
  'CN',
  'ES',
  'IN',
  'IT',
  'JP',
  'KR',
  'MX',
  'MY',
  'US',
]);

const WITHOUT_POSTAL_CODE = new Set(['AE', 'HK', 'IE', 'MO', 'PA', 'QA']);

export const asksCardPostalCode = (country: string): boolean => CARD_POSTAL_CODE.has(country);
export const hasState = (country: string): boolean => WITH_STATE.has(country);
export const hasPostalCode = (country: string): boolean => !WITHOUT_POSTAL_CODE.has(country);

/** ISO 3166-1 alpha-2 codes of the countries that Stripe takes billing addresses from. */
export const COUNTRIES =
  'AC AD AE AF AG AI AL AM AO AQ AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TA TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW'.split(
    ' ',
  );
