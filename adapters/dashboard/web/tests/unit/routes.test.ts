import assert from "node:assert/strict";
import { test } from "node:test";
import { accountAddress, routeOf } from "../../src/link/routes";
import { keyOf, namesOf } from "../../src/model/key";

test("every name leads to its own page and back", () => {
  const names = ["A-1", "", "a/b", "a b", "50%", "%2F", "é#?", "****0044"];
  const keys = new Set<string>();
  for (const daemon of ["home", "desk/2"])
    for (const account of names) {
      const key = keyOf(daemon, account);
      keys.add(key);
      assert.deepEqual(namesOf(key), { daemon, account });
      assert.deepEqual(routeOf(accountAddress(key)), { page: "account", key });
    }
  assert.equal(keys.size, 2 * names.length);
});

test("an address that names nothing leads to the list", () => {
  for (const hash of ["", "#", "#/", "#/account/", "#/account/home", "#/account/%/x", "#/novel"])
    assert.deepEqual(routeOf(hash), { page: "accounts" }, hash);
});
