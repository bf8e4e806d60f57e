/** Words of a question that say nothing about what is asked for; sorted. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    'a about am an and any are at be because been between by can compare compared could did differ difference ' +
    'differences different do does doing explain for from get give had happen happens has have how i if in instead into ' +
    'is it its me mean meaning means much my need needs no not of on or our over please shall should so some take takes ' +
    'tell than that the their them then there these they this to up use used using versus vs was we were what whats ' +
    'when where which while who whose why will with without work works would you your'
  ).split(' '),
);
