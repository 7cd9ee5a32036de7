// Puts the company's colour on its band. The CSSOM is allowed under "style-src 'self'"; a style attribute is not.
// The writing is black or white, whichever reads better: one of the two reaches 4.58:1 on any colour there is.

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever contrasts better with a colour "#rrggbb". */
export function textOn(hex) {
  const light = luminance(hex) + 0.05;
  return 1.05 / light >= light / 0.05 ? "#ffffff" : "#000000";
}

/** Paint one band from its data-company-colour; without one (or with rubbish) the band is nobody's. */
export function paint(band) {
  const colour = band.dataset.companyColour ?? "";
  const known = /^#[0-9a-f]{6}$/i.test(colour);
  for (const [name, value] of [["--company", colour], ["--on-company", known ? textOn(colour) : ""]]) {
    if (known) band.style.setProperty(name, value);
    else band.style.removeProperty(name);
  }
}
