import { join } from "node:path";
import { makeFolder } from "../../files/make-folder";
import type { FetchOptions } from "./fetch-options";
import { runCommand } from "./run-command";

/** With the machine's package lists, else with lists of our own: neither needs root. */
export async function debianDownload(
  name: string,
  folder: string,
  options: FetchOptions,
): Promise<void> {
  try {
    await runCommand("apt-get", ["download", name], folder, options);
  } catch {
    const apt = join(folder, ".apt");
    makeFolder(join(apt, "lists", "partial"));
    makeFolder(join(apt, "archives", "partial"));
    const own = [
      ...["-o", `Dir::State::Lists=${join(apt, "lists")}`],
      ...["-o", `Dir::Cache=${apt}`, "-o", "Debug::NoLocking=1"],
      ...["-o", "APT::Sandbox::User="],
    ];
    await runCommand("apt-get", [...own, "update"], folder, options);
    await runCommand("apt-get", [...own, "download", name], folder, options);
  }
}
