// Says what a reader would see of the page, as plain data; the tests judge it.
() => {
  document.querySelectorAll("details").forEach((one) => { one.open = true; });

  const seen = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const place = (box) => [box.left, box.top, box.right, box.bottom];
  const told = (text) => text.replace(/\s+/g, " ").trim().slice(0, 60);
  const colour = (text) => {
    const [red, green, blue, alpha] = text.match(/[\d.]+/g).map(Number);
    return [red, green, blue, alpha ?? 1];
  };
  const over = (front, back) => [0, 1, 2].map((i) => front[i] * front[3] + back[i] * (1 - front[3]));

  const grounds = new Map([[null, [255, 255, 255]]]);
  const ground = (element) => {
    if (!grounds.has(element)) {
      const own = colour(getComputedStyle(element).backgroundColor);
      grounds.set(element, over(own, ground(element.parentElement)));
    }
    return grounds.get(element);
  };

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg, style") || !seen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const back = ground(parent);
    texts.push({
      text: told(node.data),
      front: over(colour(getComputedStyle(parent).color), back),
      back,
      boxes: [...range.getClientRects()].map(place),
      scrolled: parent.closest(".scroll") !== null,
    });
  }

  const charts = [...document.querySelectorAll("figure svg, body > svg")].filter(seen).map((svg) => ({
    box: place(svg.getBoundingClientRect()),
    labels: [...svg.querySelectorAll("text")].filter((one) => seen(one) && one.textContent.trim()).map((one) => ({
      text: told(one.textContent),
      box: place(one.getBoundingClientRect()),
    })),
    links: [...svg.querySelectorAll("a")].map((one) => one.getAttribute("href")),
    untold: [...svg.querySelectorAll("a")].filter((one) => !one.querySelector("title")).length,
  }));

  const hrefs = [...document.querySelectorAll("[href]")].map((one) => one.getAttribute("href"));
  const inside = hrefs.filter((href) => href.startsWith("#"));
  return {
    width: innerWidth,
    scroll_width: document.documentElement.scrollWidth,
    hrefs,
    astray: inside.filter((href) => !document.getElementById(decodeURIComponent(href.slice(1)))),
    texts,
    charts,
  };
}
