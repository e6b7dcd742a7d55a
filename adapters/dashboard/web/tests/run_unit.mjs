// Turns the TypeScript tests into plain modules and runs them with node:test.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const from = fileURLToPath(new URL("./unit/", import.meta.url));
const tests = readdirSync(from).filter((name) => name.endsWith(".test.ts"));
if (tests.length === 0) throw new Error(`there is no test in ${from}`);

const to = mkdtempSync(join(tmpdir(), "riskd-dashboard-"));
try {
  buildSync({
    entryPoints: tests.map((name) => join(from, name)),
    outdir: to,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node18",
  });
  const built = readdirSync(to).map((name) => join(to, name));
  const run = spawnSync(process.execPath, ["--test", ...built], { stdio: "inherit" });
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(to, { recursive: true });
}
