/** Made by `cargo xtask words` of core/texts/en.toml: change the words there. */
export default {
  title: "Take a selfie",
  preparing: "Getting the camera ready…",
  failed: "Something went wrong in the app. Please take the photo once more.",
  offline: "The files could not be downloaded. Check the connection, then try again.",
  unsupported: "This browser is too old. Update it, or use another one.",
  tryAgain: "Try again",
};
