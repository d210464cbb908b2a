export async function lab() {
  return 0;
}
