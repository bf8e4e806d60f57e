/** What the model leaves out. */
export const leftOut: readonly string[] = [
  'One client, one operation at a time; two at once are only in the count of orders, without a lock or a lease.',
  'The cache has room for all keys and nothing expires.',
  'The formula for database writes knows of no crash, and of no time that the database takes.',
  'A flush takes no time, holds nobody up, and happens as a whole or not at all.',
  'The cache is back at once after the crash, and the database never fails.',
  'No copy of the cache: products replicate it so that one crash does not lose the dirty entries.',
];
