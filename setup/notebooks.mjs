export async function notebooks() {
  return 0;
}
