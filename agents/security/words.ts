/** Word lists the security world is combined from. Components, surnames and teams are invented. */

const list = (text: string): readonly string[] => text.split(",").map((word) => word.trim());

/** What a machine does; with a number and a reserved domain it makes a host name: "web-4711.example.net". */
export const MACHINES = list(
  `web, db, mail, cache, build, file, queue, proxy, shop, search, print, login, metrics, backup`,
);

/** Software parts that findings are about. */
export const COMPONENTS = list(
  `mossparse, quilldb, larkcache, fernqueue, tarnlog, briarhttp, cobblexml, dunefs, emberjson, flintzip, gorseauth,
  hazelmail, iriscron, juniperdns, kestrelpdf, lindenimg, marlproxy, nettlesync, osierfeed, peatstore, quarryftp,
  rushtemplate, sedgecsv, teaselui, umberforms, vetchmap, willowchat, yarrowbus, alderscan, birchmath, cloverkit,
  dabbleorm, elderprint, foxqueue, gannetio, heronrpc, islepatch, jaywatch, knolltime, lupintask, merlinhash,
  newtgrid, otterpipe, plovertext, quailtree, reedsocket, swiftless, thistlebar, ternwall, voleindex, wrenlint`,
);

/** What is wrong with a component; "%" is the component. */
export const FAULTS = list(
  `outdated % with a known weakness, missing input check in %, weak default setting in %, % answers with too much detail,
  % runs with more rights than it needs, unsafe file handling in %, % accepts expired sessions, memory fault in %,
  % does not limit repeated requests, missing update of %`,
);

/** Account names are an initial and one of these: "m.tallowin". */
export const SURNAMES = list(
  `tallowin, brackwell, corvane, dunmere, eldwick, fallowes, garrowby, hespern, inglewick, jarrowin, kestley, lorrimer,
  marlowen, norrick, osterby, penhollow, quillane, rathmore, selwick, thornaby, ulverton, vossby, wexmoor, yarwick,
  ambrell, birchall, cadmoor, derrowby, elvaston, farrowen, glenwick, harkness, ivelby, jessamin, kirrowen, landry,
  merriden, nevinson, orrell, pellwick, quarmby, rosswick, stanmere, tidewell, umbridge, varley, withrow, zellwick,
  arkwell, bellowen, crandor, dovewick, eastmere, finnoway`,
);
export const INITIALS = list(`a, b, c, d, e, f, h, j, k, l, m, n, p, r, s, t`);

export const PORTS: readonly (readonly [port: number, service: string])[] = [
  [22, "ssh"],
  [25, "smtp"],
  [53, "dns"],
  [80, "http"],
  [443, "https"],
  [993, "imaps"],
  [3306, "database"],
  [5432, "database"],
  [6379, "cache"],
  [8080, "http"],
  [8443, "https"],
  [9100, "metrics"],
];
