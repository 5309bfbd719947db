/** Shows a picture that was chosen before it is sent, so that its words can be written at sight. */
export function showChosenPicture(): void {
  const input = document.querySelector<HTMLInputElement>("input[type=file][name=upload]");
  if (!input) return;
  const shown = document.createElement("img");
  shown.className = "chosen";
  shown.alt = "";
  let address = "";
  input.addEventListener("change", () => {
    if (address) URL.revokeObjectURL(address);
    shown.remove();
    const file = input.files?.[0];
    if (!file) return;
    address = URL.createObjectURL(file);
    shown.src = address;
    shown.addEventListener("error", () => shown.remove(), { once: true });
    input.after(shown);
  });
}
