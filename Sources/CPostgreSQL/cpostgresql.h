// What the server needs of libpq, with the macros that Swift cannot read wrapped.
#ifndef CAMTAY_CPOSTGRESQL_H
#define CAMTAY_CPOSTGRESQL_H

#include <libpq-fe.h>

/// The SQLSTATE of a failed statement, five characters; NULL where libpq itself failed.
static inline const char *camtay_sqlstate(const PGresult *result) {
  return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}

#endif
