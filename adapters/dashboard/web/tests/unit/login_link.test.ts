import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenOf } from "../../src/model/login_link";

test("an address that logs in has its token after #token=", () => {
  assert.equal(tokenOf("#token=9f86d081884c7d65"), "9f86d081884c7d65");
  assert.equal(tokenOf("#token=a%20b%2Fc%3D"), "a b/c=");
  assert.equal(tokenOf("#token=a=b&c"), "a=b&c");
  assert.equal(tokenOf("#token=50%"), "50%");
  assert.equal(tokenOf("#token=%20abc%20"), "abc");
});

test("a token that is missing is empty, and other addresses have none", () => {
  assert.equal(tokenOf("#token="), "");
  for (const hash of ["", "#", "#/", "#/account/home/token=1", "#xtoken=1", "#token"])
    assert.equal(tokenOf(hash), null, hash);
});
