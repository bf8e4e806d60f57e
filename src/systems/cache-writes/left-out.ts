/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'One client does one operation at a time; two at once are only in the count of orders, which knows neither locks nor leases.',
  'In two of the four orders under write-back the late fill overwrites a dirty entry and the write is lost; a cache that loads its entries itself prevents that.',
  'The operation under way in the crash is dropped, with its write to the database; in reality that write may still happen, and the client retries.',
  'The cache has room for all keys, and nothing expires.',
  'A flush takes no time, delays nobody, and happens as a whole or not at all.',
  'The time of the database does not depend on its load, so that fewer rows make no read faster.',
  'The database never fails, and the cache is back at once after the crash, empty.',
  'The cache has no replica; products keep one, so that a single crash does not lose the dirty entries.',
  'The rows per 1,000 writes do not count the writes that wait for a flush in the crash; their formula lets the database take no time.',
];
