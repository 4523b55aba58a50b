/**
 * Files from the network: into the user's cache, once for all builds, resumed where they were cut, and handed out only
 * with the digest that they must have. Start with {@link io.github.tlmaven.download.Downloader}. It needs neither Maven nor
 * an engine: mirror, proxies and credentials come in as values.
 */
@NullMarked
package io.github.tlmaven.download;

import org.jspecify.annotations.NullMarked;
