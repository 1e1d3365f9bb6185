/** Classes 08 (connection), 53 (resources), 57P (shut down) of PostgreSQL's errors, and what sockets and Prisma say. */
const away =
  /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$|^(P1001|P1002|P1008|P1017|P2024|P2028)$/;
const words =
  /terminated unexpectedly|terminating connection|not queryable|ECONNREFUSED|ENOENT|Connection terminated|not reachable|ConnectionClosed|DatabaseNotReachable|SocketTimeout|shutting down|starting up|Can't reach database/i;

/** The server is away: trying again later is right. Anything else is a mistake of ours. */
export const unreachable = (error: unknown): boolean => {
  for (let at: unknown = error, depth = 0; at instanceof Object && depth < 5; depth += 1) {
    const said = ['code', 'originalCode', 'kind', 'message'].map((name): unknown => Reflect.get(at as object, name));
    if (said.some((each, i) => typeof each === 'string' && ((i < 3 && away.test(each)) || words.test(each))))
      return true;
    at = Reflect.get(at, 'cause') ?? driverError(Reflect.get(at, 'meta'));
  }
  return false;
};
/** A raw query wraps what its driver said. */
const driverError = (meta: unknown): unknown =>
  meta instanceof Object ? Reflect.get(meta, 'driverAdapterError') : undefined;
